using System;
using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto, a request that is retried when the unit is busy).
/// <summary>A crypto driver whose filtered catch returns 'busy' with the input shared.</summary>
public sealed class BusyCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();
    private int _retries;

    public int Digest(DmaBuffer input, PhysAddr result)
    {
        PhysAddr address = THal.Share(input, BufferDirection.DriverToDevice); //! HAL1002
        try
        {
            int status = _unit.Digest(address, input.Length, result);
            THal.Unshare(address, input, BufferDirection.DriverToDevice);
            return status;
        }
        catch (DeviceException e) when (e.Message.Contains("busy", StringComparison.Ordinal))
        {
            _retries++;
            return -16;
        }
    }

    public int Retries => _retries;
}
