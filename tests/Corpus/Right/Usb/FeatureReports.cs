using System;
using Devices;
using Hal;

namespace Drivers;

// Like hidapi's feature reports: the report's number is sent in the same buffer that the answer comes in. A Both share, for the firmware
// reads the number and writes the rest; copied out after its end.
public sealed class FeatureReports<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _control;
    private readonly PinnedBuffer _report = new(64);

    public FeatureReports(Mailbox control) => _control = control;

    public bool TryGet(byte number, Span<byte> report, out int error)
    {
        DmaBuffer buffer = _report.Buffer;
        buffer.AsSpan().Clear();
        buffer[0] = number;
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        error = _control.Execute(0xA101, address);
        THal.Unshare(address, buffer, BufferDirection.Both);
        if (error != 0 || buffer[0] != number)
        {
            return false;
        }

        buffer.AsReadOnlySpan()[..Math.Min(report.Length, buffer.Length)].CopyTo(report);
        return true;
    }

    public bool TrySet(ReadOnlySpan<byte> report, out int error)
    {
        error = -22;
        if (report.Length is 0 or > 64)
        {
            return false;
        }

        report.CopyTo(_report.Buffer.AsSpan());
        DmaBuffer part = _report.Buffer.Slice(0, report.Length);
        PhysAddr address = THal.Share(part, BufferDirection.DriverToDevice);
        error = _control.Execute(0x2109, address);
        THal.Unshare(address, part, BufferDirection.DriverToDevice);
        return error == 0;
    }

    public void Dispose() => _report.Dispose();
}
