using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Asynchronous event requests of an NVMe controller: each completes when something happens, and is armed again. A request's log page is
// read through a command of its own, whose share ends before the page is looked at.
public sealed class EventLog<THal>(NvmeQueue admin, int most) : IDisposable
    where THal : struct, IHal
{
    private const byte AsyncEvent = 0x0C;
    private const byte GetLogPage = 0x02;

    private readonly PinnedBuffer _page = new(512);
    private readonly HashSet<int> _armed = new();

    public event Action<byte>? Happened;

    public void Arm()
    {
        while (_armed.Count < most)
        {
            int command = admin.Submit(AsyncEvent, default, default);
            if (command < 0)
            {
                break;
            }

            _armed.Add(command);
        }

        admin.RingDoorbell();
    }

    public async Task PollAsync()
    {
        int[] done = _armed.Where(admin.IsDone).ToArray();
        foreach (int command in done)
        {
            _armed.Remove(command);
            if (await ReadLogAsync().ConfigureAwait(false) == 0)
            {
                Happened?.Invoke(_page.Buffer[0]);
            }
        }

        if (done.Length > 0)
        {
            Arm();
        }
    }

    public void Dispose() => _page.Dispose();

    private async Task<int> ReadLogAsync()
    {
        DmaBuffer page = _page.Buffer;
        PhysAddr address = THal.Share(page, DeviceToDriver);
        try
        {
            return await admin.SubmitAsync(GetLogPage, address, default).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, page, DeviceToDriver);
        }
    }
}
