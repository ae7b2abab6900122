using Devices;
using Hal;

public sealed class LentArrayLeftOut<THal>(NetPort port) where THal : struct, IHal
{
    public void Transmit(DmaBuffer[] parts, int[] lengths)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002
        }

        port.TransmitParts(addresses, lengths);
        for (int i = 1; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
}
