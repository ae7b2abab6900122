using Devices;
using Hal;

/// <summary>Helpers share and unshare depending on a readonly field that says whether the platform needs it.</summary>
public sealed class PlatformHelpers<THal>
    where THal : struct, IHal
{
    private readonly bool _direct;
    private readonly ulong _offset;
    private readonly Device _device = new();

    public PlatformHelpers(bool direct, ulong offset)
    {
        _direct = direct;
        _offset = offset;
    }

    private PhysAddr Map(DmaBuffer data, BufferDirection direction, ulong known)
    {
        if (_direct)
        {
            return new PhysAddr(known + _offset);
        }

        return THal.Share(data, direction);
    }

    private void Unmap(PhysAddr at, DmaBuffer data, BufferDirection direction)
    {
        if (!_direct)
        {
            THal.Unshare(at, data, direction);
        }
    }

    public int Run(DmaBuffer data, ulong known)
    {
        PhysAddr at = Map(data, BufferDirection.Both, known);
        int status = _device.Start(at, data.Length);
        Unmap(at, data, BufferDirection.Both);
        return status;
    }

    public int RunTwo(DmaBuffer input, DmaBuffer output, ulong known)
    {
        PhysAddr from = Map(input, BufferDirection.DriverToDevice, known);
        PhysAddr to = Map(output, BufferDirection.DeviceToDriver, known + 4096);
        int status = _device.Start(from, input.Length) + _device.Start(to, output.Length);
        Unmap(to, output, BufferDirection.DeviceToDriver);
        Unmap(from, input, BufferDirection.DriverToDevice);
        return status;
    }
}
