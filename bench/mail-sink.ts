import { SMTPServer } from 'smtp-server';

// The mail server of a benchmark: it takes every mail and forgets it. The inbox of `npm start` parses, keeps and shows each, on the processors that are measured.
new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (mail, _session, taken) => {
    mail.resume();
    mail.once('end', () => taken());
  },
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
