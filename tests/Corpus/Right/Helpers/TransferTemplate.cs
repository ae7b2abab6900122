using System;
using Devices;
using Hal;

namespace Drivers;

// A base class runs a transfer; what is sent and what the answer means is for the derived class. The hook that may throw runs before the
// share, the other one after it.
public abstract class TransferTemplate<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    protected TransferTemplate(Device device) => _device = device;

    public int Run(DmaBuffer buffer)
    {
        Prepare(buffer.AsSpan());
        PhysAddr address = THal.Share(buffer, Direction);
        int status = _device.Start(address, buffer.Length);
        if (status >= 0 && !_device.Wait(Timeout))
        {
            _device.Reset();
            status = -110;
        }

        THal.Unshare(address, buffer, Direction);
        return status < 0 ? status : Interpret(buffer.AsReadOnlySpan());
    }

    protected abstract BufferDirection Direction { get; }

    protected virtual int Timeout => 100;

    protected abstract void Prepare(Span<byte> buffer);

    protected virtual int Interpret(ReadOnlySpan<byte> buffer) => 0;
}

public sealed class EchoTransfer<THal> : TransferTemplate<THal>
    where THal : struct, IHal
{
    private readonly byte _marker;

    public EchoTransfer(Device device, byte marker)
        : base(device) => _marker = marker;

    protected override BufferDirection Direction => BufferDirection.Both;

    protected override int Timeout => 20;

    protected override void Prepare(Span<byte> buffer) => buffer.Fill(_marker);

    protected override int Interpret(ReadOnlySpan<byte> buffer) => buffer.IndexOfAnyExcept(_marker) < 0 ? 0 : -74;
}
