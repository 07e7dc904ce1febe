/** The name this program goes by in documents, unless another is given or none is wanted. */
export const GENERATOR = 'Khulasa'
