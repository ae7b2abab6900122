using Devices;
using Hal;
public sealed class TableCountedElsewhere<THal>(Device device) where THal : struct, IHal
{
    private PhysAddr[] _kept = [];
    private int _count;
    public bool Fill(DmaBuffer[] parts)
    {
        var table = new PhysAddr[parts.Length];
        _count = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (!device.Wait(1))
            {
                for (int j = 0; j < _count; j++)
                {
                    THal.Unshare(table[j], parts[j], BufferDirection.DriverToDevice);
                }

                return false;
            }

            table[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            device.Kick();
            _count++;
        }

        _kept = table;
        return true;
    }
}
