using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (snic): when the firmware refuses the request, the report buffer is never unmapped.
public sealed unsafe class SnicDiscovery<THal>(Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private const uint ReportTargets = 0x02;
    private const int EntrySize = 8;

    private readonly PinnedBuffer _report = new(256 * EntrySize);

    public int[] QueryTargets()
    {
        PhysAddr address = THal.Share(_report.Buffer, DeviceToDriver); //! HAL1002
        if (!firmware.TryPost(ReportTargets, address))
        {
            Log.Info("snic: report targets was not queued");
            return [];
        }

        while (!firmware.WaitReply(100))
        {
        }

        THal.Unshare(address, _report.Buffer, DeviceToDriver);
        ReadOnlySpan<byte> report = _report.Buffer.AsReadOnlySpan();
        int count = Math.Min((int)report[0], (report.Length / EntrySize) - 1);
        var targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = BitConverter.ToInt32(report.Slice((i + 1) * EntrySize, 4));
        }

        return targets;
    }

    public void Dispose() => _report.Dispose();
}
