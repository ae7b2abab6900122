using Devices;
using Hal;

/// <summary>A driver that is built on the checked HAL or on the bare one, by alias or by type argument.</summary>
public sealed class Inner<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }
}

/// <summary>Which chooses.</summary>
public sealed class Outer<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, bool strict) => strict ? new Inner<Checked<THal>>().Run(data) : new Inner<THal>().Run(data);

    public int RunChecked(DmaBuffer data)
    {
        PhysAddr at = Checked<THal>.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        Checked<THal>.Unshare(at, data, BufferDirection.Both);
        using var scope = new SharedScope<Checked<THal>>(data, BufferDirection.DriverToDevice);
        using var page = new Dma<Checked<THal>>(1, BufferDirection.Both);
        _device.Program(scope.Paddr, data.Length);
        _device.Program(page.Paddr, HalConstants.PageSize);
        return status;
    }
}
