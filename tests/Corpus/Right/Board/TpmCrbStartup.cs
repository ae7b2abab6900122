using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (tpm_crb): the constant command is copied into memory that the device may write.
internal sealed class TpmStartup<THal>(Device tpm)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Startup => [0x80, 0x01, 0, 0, 0, 0x0c, 0, 0, 0x01, 0x44, 0, 0];

    public bool Run()
    {
        using var command = new PinnedBuffer(Startup.Length);
        DmaBuffer buffer = command.Buffer;
        Startup.CopyTo(buffer.AsSpan());
        PhysAddr address = THal.Share(buffer, Both);
        bool answered = tpm.Submit(address, buffer.Length) && tpm.Wait(750);
        if (!answered)
        {
            tpm.Reset();
        }

        THal.Unshare(address, buffer, Both);
        return answered;
    }
}
