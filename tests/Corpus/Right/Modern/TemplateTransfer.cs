using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A base class with template methods: the base shares and unshares, the derived classes fill, start and read.
public abstract class TemplateTransfer<THal>
    where THal : struct, IHal
{
    protected abstract BufferDirection Direction { get; }

    public int Transfer(DmaBuffer buffer)
    {
        Fill(buffer.AsSpan());
        PhysAddr paddr = THal.Share(buffer, Direction);
        int status = -1;
        try
        {
            if (Start(paddr, buffer.Length))
            {
                status = Finish();
            }
        }
        finally
        {
            THal.Unshare(paddr, buffer, Direction);
        }

        if (status >= 0)
        {
            Read(buffer.AsReadOnlySpan());
        }

        return status;
    }

    protected virtual void Fill(Span<byte> buffer)
    {
    }

    protected virtual void Read(ReadOnlySpan<byte> buffer)
    {
    }

    protected abstract bool Start(PhysAddr paddr, int length);

    protected abstract int Finish();
}

public sealed class StatusTransfer<THal>(Device device) : TemplateTransfer<THal>
    where THal : struct, IHal
{
    public byte Last { get; private set; }

    protected override BufferDirection Direction => DeviceToDriver;

    protected override bool Start(PhysAddr paddr, int length) => device.Submit(paddr, length);

    protected override int Finish()
    {
        if (device.Wait(10))
        {
            return device.Status;
        }

        device.Reset();
        return -110;
    }

    protected override void Read(ReadOnlySpan<byte> buffer) => Last = buffer[0];
}
