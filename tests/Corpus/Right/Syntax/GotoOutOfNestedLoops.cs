using Devices;
using Hal;

/// <summary>A goto leaves two loops and a switch at once, to one place that ends the share.</summary>
public sealed class GotoOut<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Scan(DmaBuffer table, int buses, int slots)
    {
        int found = -1;
        PhysAddr at = THal.Share(table, BufferDirection.Both);
        for (int bus = 0; bus < buses; bus++)
        {
            for (int slot = 0; slot < slots; slot++)
            {
                switch (_device.Start(at, (bus << 5) | slot))
                {
                    case 0:
                        continue;
                    case 1:
                        found = (bus << 5) | slot;
                        goto done;
                    case < 0:
                        goto done;
                    default:
                        break;
                }

                if (_device.Status != 0)
                {
                    break;
                }
            }
        }

    done:
        THal.Unshare(at, table, BufferDirection.Both);
        return found;
    }
}
