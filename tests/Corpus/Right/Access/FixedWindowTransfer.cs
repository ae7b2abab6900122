using System;
using Devices;
using Hal;

namespace Drivers;

// A synchronous transfer out of a managed array under a fixed statement. The share begins and ends inside of the fixed statement, and
// the device is done by then.
internal sealed unsafe class FixedWindowTransfer<THal>
    where THal : struct, IHal
{
    private const int MaxBytes = 64 * 1024;

    private readonly Mailbox _printer;

    public FixedWindowTransfer(Mailbox printer) => _printer = printer;

    public int Print(byte[] page)
    {
        int printed = 0;
        while (printed < page.Length)
        {
            int length = Math.Min(MaxBytes, page.Length - printed);
            int status = PrintPart(page, printed, length);
            if (status != 0)
            {
                return status;
            }

            printed += length;
        }

        return 0;
    }

    private int PrintPart(byte[] page, int offset, int length)
    {
        fixed (byte* start = &page[offset])
        {
            var part = new DmaBuffer(start, length);
            PhysAddr address = THal.Share(part, BufferDirection.DriverToDevice);
            try
            {
                return _printer.Execute(0x20, address);
            }
            finally
            {
                THal.Unshare(address, part, BufferDirection.DriverToDevice);
            }
        }
    }
}
