using System;
using Hal;
using Devices;

/// <summary>A crypto driver whose filtered catch returns 'busy' through the finally block that ends the share.</summary>
public sealed class BusyCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();
    private int _retries;

    public int Digest(DmaBuffer input, PhysAddr result)
    {
        PhysAddr address = THal.Share(input, BufferDirection.DriverToDevice);
        try
        {
            int status = _unit.Digest(address, input.Length, result);
            return status;
        }
        catch (DeviceException e) when (e.Message.Contains("busy", StringComparison.Ordinal))
        {
            _retries++;
            return -16;
        }
        finally
        {
            THal.Unshare(address, input, BufferDirection.DriverToDevice);
        }
    }

    public int Retries => _retries;
}
