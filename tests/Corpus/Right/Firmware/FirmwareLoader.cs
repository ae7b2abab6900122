using System;
using Devices;
using Hal;

namespace Drivers;

// Loading firmware chunk by chunk through a staging area in DMA memory. The staging area is sized for the largest chunk, reused for
// each, and given back after the last.
public sealed class FirmwareLoader<THal>
    where THal : struct, IHal
{
    private const uint LoadChunk = 0x10;
    private const uint Boot = 0x11;

    private readonly Mailbox _mailbox;

    public FirmwareLoader(Mailbox mailbox) => _mailbox = mailbox;

    public bool Load(FirmwareFile file)
    {
        if (!file.Verified)
        {
            Log.Info("the firmware is not signed by whom it should be");
            return false;
        }

        int largest = 0;
        for (int i = 0; i < file.Chunks; i++)
        {
            largest = Math.Max(largest, file.LengthOf(i));
        }

        if (largest == 0)
        {
            return false;
        }

        using var staging = new Dma<THal>(HalConstants.PagesFor((nuint)largest), BufferDirection.DriverToDevice);
        for (int i = 0; i < file.Chunks; i++)
        {
            int length = file.LengthOf(i);
            if (length == 0)
            {
                continue;
            }

            file.CopyChunk(i, staging.AsSpan()[..length]);
            int error = _mailbox.Execute(LoadChunk, staging.Paddr);
            if (error != 0)
            {
                Log.Info($"chunk {i} was refused: {error}");
                return false;
            }
        }

        return _mailbox.Execute(Boot, staging.Paddr) == 0;
    }
}
