using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A pluggable optic module: its pages of 128 bytes are read through a mailbox. One buffer serves all pages; each page is read after its
// own share has ended.
public sealed class OpticalModule<THal>
    where THal : struct, IHal
{
    private const int PageBytes = 128;
    private const uint ReadPage = 0x5001;
    private readonly Mailbox _mailbox;

    public OpticalModule(Mailbox mailbox) => _mailbox = mailbox;

    public byte[]? ReadPages(int count)
    {
        using var transfer = new PinnedBuffer(4 + PageBytes);
        DmaBuffer select = transfer.Buffer.Slice(0, 4);
        DmaBuffer data = transfer.Buffer.Slice(4, PageBytes);
        var image = new byte[count * PageBytes];
        for (int page = 0; page < count; page++)
        {
            select[0] = (byte)page;
            PhysAddr input = THal.Share(select, DriverToDevice);
            int error;
            try
            {
                PhysAddr output = THal.Share(data, DeviceToDriver);
                error = _mailbox.Execute(ReadPage, input, output);
                THal.Unshare(output, data, DeviceToDriver);
            }
            finally
            {
                THal.Unshare(input, select, DriverToDevice);
            }

            if (error < 0)
            {
                return null;
            }

            data.AsReadOnlySpan().CopyTo(image.AsSpan(page * PageBytes));
        }

        return image;
    }
}
