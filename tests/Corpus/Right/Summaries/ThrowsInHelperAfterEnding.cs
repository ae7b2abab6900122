using System;
using Devices;
using Hal;

/// <summary>Helpers that end the share and throw, or throw before anything was shared; the caller's paths end there.</summary>
public sealed class ThrowingHelpers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private void EndAndThrow(PhysAddr at, DmaBuffer data, string why)
    {
        _device.Reset();
        THal.Unshare(at, data, BufferDirection.Both);
        throw new DeviceException(why);
    }

    private Exception Ended(PhysAddr at, DmaBuffer data)
    {
        THal.Unshare(at, data, BufferDirection.Both);
        return new DeviceException($"status {_device.Status}");
    }

    private PhysAddr MapOrThrow(DmaBuffer data)
    {
        if (!_device.Ready)
        {
            throw new DeviceException("down");
        }

        return THal.Share(data, BufferDirection.Both);
    }

    public int Run(DmaBuffer data)
    {
        PhysAddr at = MapOrThrow(data);
        int status = _device.Start(at, data.Length);
        if (status < 0)
        {
            EndAndThrow(at, data, "failed");
        }

        if (status > 100)
        {
            throw Ended(at, data);
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }

    public int RunExpression(DmaBuffer data)
    {
        PhysAddr at = MapOrThrow(data);
        int status = _device.Start(at, data.Length) is var code and >= 0 ? code : throw Ended(at, data);
        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }
}
