using System.Threading;
using Devices;
using Hal;

/// <summary>Share itself is tried again while the bounce pool is exhausted; an attempt that throws holds nothing.</summary>
public sealed class PatientSender<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(DmaBuffer data)
    {
        PhysAddr at;
        while (true)
        {
            try
            {
                at = THal.Share(data, BufferDirection.DriverToDevice);
                break;
            }
            catch (DmaException)
            {
                Thread.Sleep(1);
            }
        }

        try
        {
            _device.Program(at, data.Length);
            _device.Kick();
            _device.Wait(100);
        }
        finally
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }
    }
}
