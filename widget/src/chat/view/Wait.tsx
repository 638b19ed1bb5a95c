/** The text comes at once; there is nothing to look at but it. */
export const Wait = ({ text }: { readonly text: string }) => (
  <div class="screen note" role="status">
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
    <p>{text}</p>
  </div>
)
