using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like SANE's bulk backends: an image comes as lines, read until the scanner sends a short transfer. What counts is the actual length,
// taken after the share has ended, and never more than was asked for.
public sealed class ScannerLines<THal>(UsbHost host)
    where THal : struct, IHal
{
    public int Scan(DmaBuffer line, Action<ReadOnlyMemory<byte>> store)
    {
        int total = 0;
        for (;;)
        {
            int got = ReadBulk(line);
            if (got < 0)
            {
                return got;
            }

            if (got > 0)
            {
                store(line.AsReadOnlySpan()[..got].ToArray());
                total += got;
            }

            if (got < line.Length)
            {
                return total;
            }
        }
    }

    private int ReadBulk(DmaBuffer line)
    {
        using var arrived = new ManualResetEventSlim();
        var urb = new Urb
        {
            Endpoint = 0x81,
            Buffer = line,
            Address = THal.Share(line, BufferDirection.DeviceToDriver),
            Complete = _ => arrived.Set(),
        };

        int error = host.Submit(urb);
        if (error == 0 && !arrived.Wait(5000))
        {
            host.Kill(urb);
            error = -110;
        }

        THal.Unshare(urb.Address, line, BufferDirection.DeviceToDriver);
        if (error != 0)
        {
            return error;
        }

        return urb.Status < 0 ? urb.Status : Math.Clamp(urb.Actual, 0, line.Length);
    }
}
