using System;
using Devices;
using Hal;

public sealed class ConditionalTwice<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public int Call(DmaBuffer request, Span<byte> extra, DmaBuffer scratch)
    {
        bool hasExtra = extra.Length > 0;
        PhysAddr e = default;
        PhysAddr r = THal.Share(request, BufferDirection.DriverToDevice);
        if (hasExtra)
        {
            extra.CopyTo(scratch.AsSpan());
            e = THal.Share(scratch, BufferDirection.DriverToDevice);
        }

        int error = hasExtra switch
        {
            true => mailbox.Execute(1, r, e),
            false => mailbox.Execute(1, r),
        };

        if (hasExtra)
        {
            THal.Unshare(e, scratch, BufferDirection.DriverToDevice);
        }

        THal.Unshare(r, request, BufferDirection.DriverToDevice);
        return error;
    }

    public int CallLen(DmaBuffer request, int outLen, DmaBuffer output)
    {
        PhysAddr o = outLen > 0 ? THal.Share(output.Slice(0, outLen), BufferDirection.DeviceToDriver) : default;
        using var r = new SharedScope<THal>(request, BufferDirection.DriverToDevice);
        int error = mailbox.Execute(2, r.Paddr, o);
        if (outLen > 0)
        {
            THal.Unshare(o, output.Slice(0, outLen), BufferDirection.DeviceToDriver);
        }

        return error;
    }
}
