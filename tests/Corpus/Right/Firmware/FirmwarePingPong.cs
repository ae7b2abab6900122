using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The next chunk is copied and shared while the firmware takes the one before.</summary>
public sealed class FirmwarePingPong<THal>(Mailbox mailbox, Device device)
    where THal : struct, IHal
{
    public bool Load(FirmwareFile file, int chunkSize)
    {
        using var first = new PinnedBuffer(chunkSize);
        using var second = new PinnedBuffer(chunkSize);
        Shared<THal> inFlight = default;
        bool loaded = true;
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            PinnedBuffer staging = (chunk & 1) == 0 ? first : second;
            DmaBuffer piece = staging.Buffer.Slice(0, file.LengthOf(chunk));
            file.CopyChunk(chunk, piece.AsSpan());
            var shared = new Shared<THal>(piece, DriverToDevice);

            if (chunk > 0 && !mailbox.WaitReply(1000))
            {
                device.Reset();
                shared.Unshare();
                loaded = false;
                break;
            }

            inFlight.Unshare();
            inFlight = default;
            if (!mailbox.TryPost(0x40, shared.Paddr))
            {
                shared.Unshare();
                loaded = false;
                break;
            }

            inFlight = shared;
        }

        if (loaded && file.Chunks > 0 && !mailbox.WaitReply(1000))
        {
            device.Reset();
            loaded = false;
        }

        inFlight.Unshare();
        return loaded;
    }
}
