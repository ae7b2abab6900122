using Devices;
using Hal;

/// <summary>A base class keeps the share in a protected field; each device class ends it in its own way.</summary>
public abstract class TransferBase<THal>
    where THal : struct, IHal
{
    protected PhysAddr Address;
    protected DmaBuffer Buffer;

    public void Begin(DmaBuffer buffer)
    {
        Buffer = buffer;
        Address = THal.Share(buffer, BufferDirection.Both);
        Launch();
    }

    public abstract void End();

    protected abstract void Launch();
}

/// <summary>A transfer of a device with a reset line.</summary>
public sealed class ResettableTransfer<THal> : TransferBase<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public override void End()
    {
        _device.Reset();
        THal.Unshare(Address, Buffer, BufferDirection.Both);
        Address = default;
    }

    protected override void Launch() => _device.Program(Address, Buffer.Length);
}
