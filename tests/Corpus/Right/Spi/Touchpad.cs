using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux i2c-hid: on each interrupt one report is read whose first two bytes are its length. An interrupt while a read is running is
// only counted; the one read's share ends before the report is parsed.
public sealed class Touchpad<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _bus;
    private readonly InterruptLine _line;
    private readonly PinnedBuffer _report = new(64);
    private readonly Action<byte[]> _input;
    private int _pending;

    public Touchpad(Mailbox bus, InterruptLine line, Action<byte[]> input)
    {
        _bus = bus;
        _line = line;
        _input = input;
        if (!line.TryAttach(OnInterrupt))
        {
            _report.Dispose();
            throw new DeviceException("the interrupt line is taken");
        }
    }

    public void Dispose()
    {
        _line.Detach();
        _report.Dispose();
    }

    private void OnInterrupt()
    {
        if (Interlocked.Increment(ref _pending) != 1)
        {
            return;
        }

        do
        {
            ReadReport();
        }
        while (Interlocked.Decrement(ref _pending) > 0);
    }

    private void ReadReport()
    {
        DmaBuffer report = _report.Buffer;
        PhysAddr address = THal.Share(report, BufferDirection.DeviceToDriver);
        int error;
        try
        {
            error = _bus.Execute(0x0500, address);
        }
        finally
        {
            THal.Unshare(address, report, BufferDirection.DeviceToDriver);
        }

        int length = report[0] | (report[1] << 8);
        if (error == 0 && length is > 2 and <= 64)
        {
            _input(report.AsReadOnlySpan()[2..length].ToArray());
        }
    }
}
