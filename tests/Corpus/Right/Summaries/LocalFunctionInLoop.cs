using System;
using Devices;
using Hal;

/// <summary>Local functions in loops: one shares into a captured table, one unshares from it, one does both for a single element.</summary>
public sealed class LoopedLocals<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer[] parts)
    {
        var at = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            Map(i);
        }

        _device.Kick();
        for (int i = 0; i < parts.Length; i++)
        {
            Unmap(i);
        }

        foreach (DmaBuffer part in parts)
        {
            PhysAddr single = default;
            Both();

            void Both()
            {
                single = THal.Share(part, BufferDirection.Both);
                _device.Start(single, part.Length);
                THal.Unshare(single, part, BufferDirection.Both);
            }
        }

        void Map(int index) => at[index] = THal.Share(parts[index], BufferDirection.Both);

        void Unmap(int index) => THal.Unshare(at[index], parts[index], BufferDirection.Both);
    }

    public int Counted(DmaBuffer data)
    {
        int live = 0;
        PhysAddr current = default;
        for (int i = 0; i < 3; i++)
        {
            Take();
            _device.Start(current, i);
            Give();
        }

        return live;

        void Take()
        {
            current = THal.Share(data, BufferDirection.Both);
            live++;
        }

        void Give()
        {
            THal.Unshare(current, data, BufferDirection.Both);
            live--;
        }
    }
}
