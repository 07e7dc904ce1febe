// Which addresses are out in the open, and which are of this machine or the network around it.

import { BlockList, isIP } from 'node:net'

// IANA special-purpose registries, RFC 6890: none of them is reachable from everywhere.
const SPECIAL = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [network = '', bits] = range.split('/')
  SPECIAL.addSubnet(network, Number(bits), 'ipv4')
}

// What is public in IPv6 is 2000::/3 (RFC 4291 §2.4), without those parts of it.
const GLOBAL = new BlockList()
GLOBAL.addSubnet('2000::', 3, 'ipv6')
// Teredo, ORCHID, documentation, 6to4: the third and the last may lead to an address of the list.
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [network = '', bits] = range.split('/')
  SPECIAL.addSubnet(network, Number(bits), 'ipv6')
}

/** Whether an IP address is reachable from everywhere; not of what is no IP address. */
export function isPublicIp(ip: string): boolean {
  const version = isIP(ip)
  if (version === 4) return !SPECIAL.check(ip, 'ipv4')
  return version === 6 && GLOBAL.check(ip, 'ipv6') && !SPECIAL.check(ip, 'ipv6')
}
