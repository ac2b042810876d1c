import { saveFile } from '../api/files.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { sizeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { resourceTexts } from '../texts/resource.texts.ts';

/** For who is signed in and whose tier seems to open it; the server has the last word. */
export function TieredFile({ id, name, title, size }: { id: string; name: string; title: string; size: number }) {
  const say = useTexts(resourceTexts);
  const saving = useSending(async () => saveFile(`/api/resources/${id}/file`, name));
  return (
    <>
      <button type="button" className="btn btn-quiet" aria-disabled={saving.busy} aria-label={say('downloadOf', { title, size: sizeText(size) })} onClick={() => void saving.send(undefined)}>{say('download', { size: sizeText(size) })}</button>
      {saving.refusal && <RefusalNotice refusal={saving.refusal} focused />}
    </>
  );
}
