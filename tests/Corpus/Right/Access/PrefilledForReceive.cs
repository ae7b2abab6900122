using Devices;
using Hal;

/// <summary>A receive buffer is poisoned before it is shared, so that a short transfer shows.</summary>
public sealed class Poisoned<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();

    public int Receive(DmaBuffer into)
    {
        into.AsSpan().Fill(0xA5);
        using (var share = new SharedScope<THal>(into, BufferDirection.DeviceToDriver))
        {
            _port.StartReceive(share.Paddr, into.Length);
            while (_port.Received < into.Length)
            {
            }

            _port.StopReceive();
        }

        int length = into.Length;
        while (length > 0 && into[length - 1] == 0xA5)
        {
            length--;
        }

        into[0] &= 0x7F;
        return length;
    }
}
