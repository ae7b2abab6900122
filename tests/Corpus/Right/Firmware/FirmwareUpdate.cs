using System;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Sends a firmware image in chunks through one buffer and activates it.</summary>
public static class FirmwareUpdate<THal>
    where THal : struct, IHal
{
    public static string? Run(Mailbox mailbox, FirmwareFile file)
    {
        int largest = Enumerable.Range(0, file.Chunks).Max(file.LengthOf);
        using var staging = new PinnedBuffer(Math.Max(largest, 16));
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            if (length == 0)
            {
                continue;
            }

            DmaBuffer part = staging.Buffer.Slice(0, length);
            file.CopyChunk(chunk, part.AsSpan());
            if (SendWithRetry(mailbox, part) is var error and not 0)
            {
                return $"chunk {chunk} was refused: {error}";
            }
        }

        if (!file.Verified)
        {
            return "the image is not signed";
        }

        DmaBuffer activate = staging.Buffer.Slice(0, 16);
        activate.AsSpan().Clear();
        activate[0] = 1;
        return SendWithRetry(mailbox, activate) == 0 ? null : "the image was not activated";
    }

    private static int SendWithRetry(Mailbox mailbox, DmaBuffer part)
    {
        int error = 0;
        for (int attempt = 0, pause = 10; attempt < 4; attempt++, pause *= 2)
        {
            PhysAddr paddr = THal.Share(part, DriverToDevice);
            error = mailbox.Execute(0x700, paddr);
            THal.Unshare(paddr, part, DriverToDevice);
            if (error is 0 or not -11)
            {
                break;
            }

            Thread.Sleep(pause);
        }

        return error;
    }
}
