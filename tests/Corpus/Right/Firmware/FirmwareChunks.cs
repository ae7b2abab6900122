using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A firmware is loaded chunk by chunk through one buffer.</summary>
public sealed class FirmwareChunks<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const uint LoadChunk = 0x40;
    private const uint Start = 0x41;
    private const int MostRetries = 3;

    public void Load(FirmwareFile file)
    {
        if (!file.Verified)
        {
            throw new DeviceException("the firmware has no valid signature");
        }

        int largest = Enumerable.Range(0, file.Chunks).Max(file.LengthOf);
        using var staging = new PinnedBuffer(largest);
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            DmaBuffer piece = staging.Buffer.Slice(0, file.LengthOf(chunk));
            file.CopyChunk(chunk, piece.AsSpan());
            int error = 0;
            for (int attempt = 0; attempt < MostRetries; attempt++)
            {
                PhysAddr paddr = THal.Share(piece, DriverToDevice);
                error = mailbox.Execute(LoadChunk | ((uint)chunk << 16), paddr);
                THal.Unshare(paddr, piece, DriverToDevice);
                if (error is 0 or not -11)
                {
                    break;
                }

                Thread.Sleep(1 << attempt);
            }

            if (error != 0)
            {
                throw new DeviceException($"chunk {chunk}: error {error}");
            }
        }

        if (mailbox.Execute(Start, default) != 0)
        {
            throw new DeviceException("the firmware does not start");
        }
    }
}
