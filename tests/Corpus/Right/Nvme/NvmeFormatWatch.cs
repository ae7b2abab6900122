using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like nvme-cli's format: the command runs long, and a log page says how far it is. One buffer is shared anew for each poll, and read
// between two polls only.
public sealed class FormatWatch<THal>
    where THal : struct, IHal
{
    private const byte GetLogPage = 0x02;
    private const byte FormatNamespace = 0x80;

    private readonly NvmeQueue _admin;

    public FormatWatch(NvmeQueue admin) => _admin = admin;

    public bool Format(Action<int> percent)
    {
        int format = _admin.Submit(FormatNamespace, default, default);
        if (format < 0 || !_admin.RingDoorbell())
        {
            return false;
        }

        using var page = new PinnedBuffer(512);
        while (!_admin.IsDone(format))
        {
            if (TryReadPage(page.Buffer))
            {
                percent(100 - Math.Min(page.Buffer[10], (byte)100));
            }

            Thread.Sleep(250);
        }

        return _admin.Error == 0;
    }

    private bool TryReadPage(DmaBuffer page)
    {
        PhysAddr address = THal.Share(page, BufferDirection.DeviceToDriver);
        int command = _admin.Submit(GetLogPage, address, default);
        if (command >= 0)
        {
            _admin.RingDoorbell();
            SpinWait.SpinUntil(() => _admin.IsDone(command));
        }

        THal.Unshare(address, page, BufferDirection.DeviceToDriver);
        return command >= 0;
    }
}
