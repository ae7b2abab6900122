using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>Tables that are emptied one element short, from either end.</summary>
public sealed class TablesOneShort<THal>
    where THal : struct, IHal
{
    public int FromMadeAtFailure(int count)
    {
        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? queue)) //! HAL2002 (no fix: table)
            {
                break;
            }

            queues[made++] = queue;
        }

        for (int i = made - 2; i >= 0; i--)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int FromMade(int count)
    {
        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            queues[made++] = new Dma<THal>(1, Both); //! HAL2002 (no fix: table)
        }

        for (int i = made - 2; i >= 0; i--)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int UpToMade(int count)
    {
        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            var queue = new Dma<THal>(1, Both); //! HAL2002 (no fix: table)
            queues[made++] = queue;
        }

        for (int i = 0; i < made - 1; i++)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int FromCount(int count)
    {
        var queues = new Dma<THal>[count];
        for (int k = 0; k < count; k++)
        {
            queues[k] = new Dma<THal>(1, Both); //! HAL2002
        }

        for (int i = count - 2; i >= 0; i--)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int DownToOne(int count)
    {
        var queues = new Dma<THal>[count];
        for (int k = 0; k < count; k++)
        {
            queues[k] = new Dma<THal>(1, Both); //! HAL2002
        }

        for (int i = count - 1; i > 0; i--)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int DownFromMade(int count)
    {
        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            queues[made] = new Dma<THal>(1, Both); //! HAL2002
            made++;
        }

        for (int i = made - 1; i > 0; i--)
        {
            queues[i].Dispose();
        }

        return 0;
    }

    public int FromOne(int count)
    {
        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            queues[made++] = new Dma<THal>(1, Both); //! HAL2002
        }

        for (int i = 1; i < made; i++)
        {
            queues[i].Dispose();
        }

        return 0;
    }
}
