import { useQueryClient } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { sessionQuery } from '../api/session.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { useLanguage, useTexts } from '../texts/language.ts';

/** The statement to take along: as a file for spreadsheets, and on paper. */
export function StatementFile({ period, partnerId }: { period: string; partnerId?: string }) {
  const say = useTexts(commissionTexts);
  const language = useLanguage();
  const queries = useQueryClient();
  const file = `/api/statements/${period}?${new URLSearchParams({ format: 'csv', locale: language, ...(partnerId === undefined ? {} : { partnerId }) })}`;
  async function download(click: MouseEvent): Promise<void> {
    click.preventDefault();
    // A download cannot renew the session on the way: a page may have stood for long.
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    location.assign(file);
  }
  return (
    <div className="actions commission-file">
      <a className="btn btn-quiet" href={file} download onClick={download}>{say('csv')}</a>
      <button type="button" className="btn btn-quiet" onClick={() => window.print()}>{say('print')}</button>
    </div>
  );
}
