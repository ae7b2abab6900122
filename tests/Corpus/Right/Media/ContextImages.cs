using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Saved contexts of an engine: each client has an image that the engine loads and stores itself. An image is freed when its client
// closes, and the client that runs is switched away from first.
public sealed class ContextImages<THal>(Device engine) : IDisposable
    where THal : struct, IHal
{
    public sealed class Client : IDisposable
    {
        private readonly ContextImages<THal> _owner;

        internal Client(ContextImages<THal> owner, Dma<THal> image)
        {
            _owner = owner;
            Image = image;
        }

        internal Dma<THal> Image { get; }

        public void Run() => _owner.Switch(this);

        public void Dispose() => _owner.Close(this);
    }

    private readonly HashSet<Client> _clients = new();
    private Client? _current;

    public Client Open()
    {
        var client = new Client(this, new Dma<THal>(4, Both));
        _clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        Switch(null);
        foreach (Client client in _clients)
        {
            client.Image.Dispose();
        }

        _clients.Clear();
    }

    private void Switch(Client? next)
    {
        if (ReferenceEquals(_current, next))
        {
            return;
        }

        engine.WriteRegister(0x08, next?.Image.Paddr.Value ?? 0);
        if (!engine.Wait(100))
        {
            // Nobody knows which image it was writing; after the reset it writes none.
            engine.Reset();
        }

        _current = next;
    }

    private void Close(Client client)
    {
        if (!_clients.Remove(client))
        {
            return;
        }

        if (ReferenceEquals(_current, client))
        {
            Switch(null);
        }

        client.Image.Dispose();
    }
}
