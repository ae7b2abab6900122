using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A neural accelerator: the weights stay shared with the model, the activations swap roles per layer. Each layer's two shares end before
// the next layer takes the same two buffers the other way round.
public sealed class LoadedModel<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly Shared<THal>[] _weights;

    public LoadedModel(CryptoUnit unit, IReadOnlyList<DmaBuffer> layers)
    {
        _unit = unit;
        var weights = new Shared<THal>[layers.Count];
        int loaded = 0;
        try
        {
            for (; loaded < weights.Length; loaded++)
            {
                weights[loaded] = new Shared<THal>(layers[loaded], DriverToDevice);
            }
        }
        finally
        {
            if (loaded < weights.Length)
            {
                for (int i = loaded - 1; i >= 0; i--)
                {
                    weights[i].Unshare();
                }
            }
        }

        _weights = weights;
    }

    public bool Infer(ref DmaBuffer activations, ref DmaBuffer spare)
    {
        foreach (Shared<THal> weights in _weights)
        {
            PhysAddr input = THal.Share(activations, DriverToDevice);
            try
            {
                PhysAddr output = THal.Share(spare, DeviceToDriver);
                int status = _unit.Encrypt(input, output, weights.Paddr, activations.Length);
                THal.Unshare(output, spare, DeviceToDriver);
                if (status < 0)
                {
                    return false;
                }
            }
            finally
            {
                THal.Unshare(input, activations, DriverToDevice);
            }

            (activations, spare) = (spare, activations);
        }

        return true;
    }

    public void Dispose()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i].Unshare();
            _weights[i] = default;
        }
    }
}
