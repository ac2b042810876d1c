export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M7 11V7h4M21 7h4v4M25 21v4h-4M11 25H7v-4" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M11 16.500 14.600 20 21.500 12.500" fill="none" stroke="currentColor" strokeWidth="2.600" />
    </svg>
  );
}
