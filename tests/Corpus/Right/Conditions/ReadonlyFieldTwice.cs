using Devices;
using Hal;

/// <summary>A readonly field and a get-only property, set by the constructor, are asked before and after the transfer.</summary>
public sealed class ConfiguredDriver<THal>
    where THal : struct, IHal
{
    private readonly bool _bypassIommu;
    private readonly Device _device = new();

    public ConfiguredDriver(bool bypass, bool verbose)
    {
        _bypassIommu = bypass;
        Scatter = verbose;
    }

    public bool Scatter { get; }

    public bool Send(DmaBuffer data, PhysAddr fixedAddress)
    {
        PhysAddr at = fixedAddress;
        if (!_bypassIommu)
        {
            at = THal.Share(data, BufferDirection.DriverToDevice);
        }

        PhysAddr tableAt = default;
        DmaBuffer table = data.Slice(0, 16);
        if (Scatter)
        {
            tableAt = THal.Share(table, BufferDirection.DriverToDevice);
        }

        bool ok = _device.Submit(at, data.Length) && _device.Submit(tableAt);
        if (Scatter)
        {
            THal.Unshare(tableAt, table, BufferDirection.DriverToDevice);
        }

        if (!_bypassIommu)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return ok;
    }
}
