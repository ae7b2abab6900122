using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver's probe: memory, then the interrupt line, then the device; each step can fail. Nested ifs undo in reverse order, and the
// object keeps the memory only when all steps went well.
public sealed class LineDriver<THal>(Device device, InterruptLine line) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _status;
    private int _interrupts;

    public int Interrupts => Volatile.Read(ref _interrupts);

    public int Probe()
    {
        if (_status is not null)
        {
            return 0;
        }

        int result = -12;
        if (Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? status))
        {
            result = -16;
            if (line.TryAttach(OnInterrupt))
            {
                result = device.Start(status.Paddr, HalConstants.PageSize);
                if (result == 0)
                {
                    _status = status;
                    return 0;
                }

                line.Detach();
            }

            status.Dispose();
        }

        return result;
    }

    public byte ReadStatus(int index) => _status is { } status ? status.AsSpan()[index] : (byte)0;

    public void Dispose()
    {
        if (_status is { } status)
        {
            device.Reset();
            line.Detach();
            _status = null;
            status.Dispose();
        }
    }

    private void OnInterrupt() => Interlocked.Increment(ref _interrupts);
}
