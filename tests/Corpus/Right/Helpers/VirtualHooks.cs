using Devices;
using Hal;

/// <summary>Virtual hooks map and unmap; what an override does the caller cannot see.</summary>
public class Transport<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(DmaBuffer data)
    {
        PhysAddr at = Map(data, BufferDirection.DriverToDevice);
        _device.Program(at, data.Length);
        _device.Wait(10);
        Unmap(at, data, BufferDirection.DriverToDevice);
    }

    protected virtual PhysAddr Map(DmaBuffer data, BufferDirection direction) => THal.Share(data, direction);

    protected virtual void Unmap(PhysAddr at, DmaBuffer data, BufferDirection direction) => THal.Unshare(at, data, direction);
}

/// <summary>A transport whose device sees all memory: it maps nothing.</summary>
public sealed class CoherentTransport<THal> : Transport<THal>
    where THal : struct, IHal
{
    private readonly ulong _offset;

    public CoherentTransport(ulong offset) => _offset = offset;

    protected override PhysAddr Map(DmaBuffer data, BufferDirection direction) => new(_offset);

    protected override void Unmap(PhysAddr at, DmaBuffer data, BufferDirection direction)
    {
    }
}
