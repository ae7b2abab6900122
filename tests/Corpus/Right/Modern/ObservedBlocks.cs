using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Push-based: an observable of blocks, each on a share of its own.
public sealed class ObservedBlocks<THal>(BlockQueue queue, PinnedBuffer memory) : IObservable<int>
    where THal : struct, IHal
{
    private readonly List<IObserver<int>> _observers = [];

    private sealed class Subscription(List<IObserver<int>> observers, IObserver<int> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (observers)
            {
                observers.Remove(observer);
            }
        }
    }

    public IDisposable Subscribe(IObserver<int> observer)
    {
        lock (_observers)
        {
            _observers.Add(observer);
        }

        return new Subscription(_observers, observer);
    }

    public void Next(ulong sector)
    {
        PhysAddr paddr = THal.Share(memory.Buffer, DeviceToDriver);
        try
        {
            queue.Start(sector, paddr, memory.Buffer.Length, status =>
            {
                THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
                IObserver<int>[] observers;
                lock (_observers)
                {
                    observers = [.. _observers];
                }

                foreach (IObserver<int> observer in observers)
                {
                    if (status < 0)
                    {
                        observer.OnError(new DeviceException("read"));
                    }
                    else
                    {
                        observer.OnNext(memory.Buffer[0]);
                    }
                }
            });
        }
        catch (DeviceException)
        {
            THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
            throw;
        }
    }
}
