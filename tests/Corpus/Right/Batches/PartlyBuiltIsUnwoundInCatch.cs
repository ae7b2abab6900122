using Devices;
using Hal;

/// <summary>A scatter list whose last parts may not fit the bounce pool: the catch takes back those before, and rethrows.</summary>
public sealed class ScatterList<THal>
    where THal : struct, IHal
{
    public PhysAddr[] Build(Fragment[] parts, BufferDirection direction)
    {
        var list = new PhysAddr[parts.Length];
        int built = 0;
        try
        {
            for (; built < parts.Length; built++)
            {
                list[built] = THal.Share(parts[built].Buffer, direction);
            }
        }
        catch (DmaException)
        {
            while (--built >= 0)
            {
                THal.Unshare(list[built], parts[built].Buffer, direction);
            }

            throw;
        }

        return list;
    }

    public void Release(PhysAddr[] list, Fragment[] parts, BufferDirection direction)
    {
        for (int i = 0; i < list.Length; i++)
        {
            THal.Unshare(list[i], parts[i].Buffer, direction);
        }
    }
}
