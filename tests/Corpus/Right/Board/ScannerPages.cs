using System;
using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A scanner sends a page in stripes until it says that it is the last; the stripes grow a picture.</summary>
public sealed class PageScanner<THal>(Device scanner, int stripeBytes)
    where THal : struct, IHal
{
    public enum End
    {
        Complete,
        Jam,
        Cancelled,
    }

    public (End End, byte[] Picture) Scan(Func<bool> cancelled)
    {
        var picture = new ArrayBufferWriter<byte>();
        PinnedBuffer filling = new(stripeBytes);
        PinnedBuffer copying = new(stripeBytes);
        PhysAddr at = THal.Share(filling.Buffer, DeviceToDriver);
        End end;
        while (true)
        {
            scanner.Program(at, stripeBytes);
            scanner.Kick();
            if (!scanner.Wait(10_000))
            {
                scanner.Reset();
                end = End.Jam;
                break;
            }

            THal.Unshare(at, filling.Buffer, DeviceToDriver);
            (filling, copying) = (copying, filling);
            at = THal.Share(filling.Buffer, DeviceToDriver);
            picture.Write(copying.Buffer.AsReadOnlySpan());
            if (scanner.ReadRegister(3) != 0)
            {
                end = End.Complete;
                break;
            }

            if (cancelled())
            {
                scanner.Reset();
                end = End.Cancelled;
                break;
            }
        }

        THal.Unshare(at, filling.Buffer, DeviceToDriver);
        filling.Dispose();
        copying.Dispose();
        return (end, picture.WrittenSpan.ToArray());
    }
}
