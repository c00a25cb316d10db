"""What a project file can say: the journey, its touchpoints, expectations, promises and actions."""
