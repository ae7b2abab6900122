using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Loads a firmware in chunks through one staging buffer; a chunk that fails is tried again.</summary>
public static class FirmwareLoader
{
    private const int Tries = 3;

    public static void Load<THal>(FirmwareFile file, Mailbox mailbox)
        where THal : struct, IHal
    {
        int largest = 0;
        for (int c = 0; c < file.Chunks; c++)
        {
            largest = Math.Max(largest, file.LengthOf(c));
        }

        if (largest == 0)
        {
            throw new DeviceException("The firmware is empty.");
        }

        using var staging = new PinnedBuffer(largest);
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            if (length == 0)
            {
                continue;
            }

            DmaBuffer part = staging.Buffer.Slice(0, length);
            file.CopyChunk(chunk, part.AsSpan());
            int error = -1;
            for (int attempt = 0; attempt < Tries && error != 0; attempt++)
            {
                PhysAddr address = THal.Share(part, DriverToDevice);
                error = mailbox.Execute(0x100u + (uint)chunk, address);
                THal.Unshare(address, part, DriverToDevice);
            }

            if (error != 0)
            {
                throw new DeviceException($"Chunk {chunk} was refused with {error}.");
            }
        }
    }
}
