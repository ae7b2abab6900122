using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

/// <summary>Helpers map and unmap whole arrays: as shares, as a tuple with a count, by params, through an iterator.</summary>
public sealed class WholeArrays<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static Shared<THal>[] MapAll(params DmaBuffer[] parts)
    {
        var shares = new Shared<THal>[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            shares[i] = new Shared<THal>(parts[i], BufferDirection.Both);
        }

        return shares;
    }

    private static void UnmapAll(ReadOnlySpan<Shared<THal>> shares)
    {
        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }
    }

    private static (PhysAddr[] At, int Count) MapSome(DmaBuffer[] parts)
    {
        var at = new PhysAddr[parts.Length];
        int count = 0;
        foreach (DmaBuffer part in parts.Where(part => part.Length >= 64))
        {
            at[count++] = THal.Share(part, BufferDirection.Both);
        }

        return (at, count);
    }

    private static IEnumerable<Shared<THal>> MapLazily(IEnumerable<DmaBuffer> parts)
    {
        foreach (DmaBuffer part in parts)
        {
            yield return new Shared<THal>(part, BufferDirection.Both);
        }
    }

    public void Run(DmaBuffer a, DmaBuffer b, DmaBuffer c)
    {
        Shared<THal>[] shares = MapAll(a, b, c);
        _device.Program(shares[0].Paddr, a.Length);
        _device.Wait(10);
        UnmapAll(shares);
    }

    public void RunSome(DmaBuffer[] parts)
    {
        (PhysAddr[] at, int count) = MapSome(parts);
        DmaBuffer[] mapped = parts.Where(part => part.Length >= 64).ToArray();
        for (int i = 0; i < count; i++)
        {
            _device.Submit(at[i]);
            THal.Unshare(at[i], mapped[i], BufferDirection.Both);
        }
    }

    public void RunLazily(DmaBuffer[] parts)
    {
        List<Shared<THal>> shares = MapLazily(parts).ToList();
        _device.Kick();
        shares.ForEach(share => share.Unshare());
        foreach (Shared<THal> share in MapLazily(parts))
        {
            share.Unshare();
        }
    }
}
