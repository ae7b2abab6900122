using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A controller's telemetry log is read in chunks, each of which calls for the next from its completion. The completion ends its chunk
// before it begins the next; the last turn and every error call the end.
public sealed class TelemetryLog<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly DmaBuffer _log;
    private readonly int _chunkBytes;
    private readonly Action<bool> _ended;
    private int _offset;

    public TelemetryLog(NvmeQueue queue, DmaBuffer log, int chunkBytes, Action<bool> ended)
    {
        _queue = queue;
        _log = log;
        _chunkBytes = chunkBytes;
        _ended = ended;
    }

    public void Begin()
    {
        _offset = 0;
        Next();
    }

    private void Next()
    {
        if (_offset >= _log.Length)
        {
            _ended(true);
            return;
        }

        DmaBuffer chunk = _log.Slice(_offset, Math.Min(_chunkBytes, _log.Length - _offset));
        PhysAddr address = THal.Share(chunk, DeviceToDriver);
        int command = _queue.Submit(0x02, address, default);
        if (command < 0)
        {
            THal.Unshare(address, chunk, DeviceToDriver);
            _ended(false);
            return;
        }

        _queue.WhenDone(command, status =>
        {
            THal.Unshare(address, chunk, DeviceToDriver);
            if (status != 0)
            {
                _ended(false);
                return;
            }

            _offset += chunk.Length;
            Next();
        });
    }
}
