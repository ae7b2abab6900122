using Devices;
using Hal;

/// <summary>A long feature negotiation with many branches between a conditional share and its Unshare.</summary>
public sealed class Negotiation<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public uint Run(DmaBuffer table, bool mapped, uint offered)
    {
        uint accepted = 0;
        PhysAddr at = default;
        if (mapped)
        {
            at = THal.Share(table, BufferDirection.Both);
        }

        for (int bit = 0; bit < 32; bit++)
        {
            if ((offered & (1u << bit)) == 0)
            {
                continue;
            }

            if (bit is 3 or 7 or 11)
            {
                accepted |= 1u << bit;
            }
            else if (bit > 28)
            {
                Log.Info("a transport bit");
            }
        }

        if ((accepted & 8) != 0)
        {
            _device.WriteRegister(1, 1);
        }

        _device.WriteRegister(2, (accepted & 128) != 0 ? 1u : 0u);
        if ((accepted & 2048) != 0)
        {
            _device.WriteRegister(3, 1);
        }

        if (_device.Ready)
        {
            _device.Kick();
        }

        if (_device.Status > 0)
        {
            _device.Wait(1);
        }
        else if (_device.Status < 0)
        {
            _device.Reset();
        }

        uint result = (accepted & 8) != 0 ? _device.ReadRegister(1) : (accepted & 128) != 0 ? _device.ReadRegister(2) : 0;
        if (mapped)
        {
            THal.Unshare(at, table, BufferDirection.Both);
        }

        return result;
    }
}
