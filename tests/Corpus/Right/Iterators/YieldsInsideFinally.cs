using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>An iterator that holds one share over all its yields; its finally runs when the consumer is done.</summary>
public sealed class Samples<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public IEnumerable<uint> Stream(DmaBuffer command)
    {
        PhysAddr at = THal.Share(command, BufferDirection.DriverToDevice);
        try
        {
            _device.Program(at, command.Length);
            while (_device.Poll())
            {
                yield return _device.ReadRegister(0x30);
            }
        }
        finally
        {
            _device.Reset();
            THal.Unshare(at, command, BufferDirection.DriverToDevice);
        }
    }
}
